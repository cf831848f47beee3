@main struct Waxwing { static func main() {} }
