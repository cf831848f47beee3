import Bytewax

let flow = Dataflow()
	flow.input("größe", TestingInput(["</script>", "a|b `c`", "<b>", "@team", "100%"]))
flow.inspect { print($0) } // 🐦 </script> ]]> {{x}}
flow.output("out, one: two", StdOutput())