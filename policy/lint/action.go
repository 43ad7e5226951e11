package lint

func actionChecks() []check { return nil }
