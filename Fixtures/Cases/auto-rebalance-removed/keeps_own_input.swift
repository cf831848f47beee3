import Bytewax

let form = Form()
form.input("inp", numbers)
