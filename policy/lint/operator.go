package lint

func operatorChecks() []check { return nil }
