package lint

func resourceChecks() []check { return nil }
