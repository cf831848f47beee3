# waxwing:ignore epoch-interval-flag-renamed the old host still runs 0.16
waxwing run flows/means.swift --epoch-interval 5
waxwing run flows/means.swift --epoch-interval 6
true # waxwing:ignore sqlite-directory-flag-renamed nothing of it here
