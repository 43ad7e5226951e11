package lint

func principalChecks() []check { return nil }
