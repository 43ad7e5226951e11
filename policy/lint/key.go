package lint

func keyChecks() []check { return nil }
