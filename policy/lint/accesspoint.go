package lint

func accessPointChecks() []check { return nil }
