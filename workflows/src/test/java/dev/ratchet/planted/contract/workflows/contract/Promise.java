package dev.ratchet.planted.contract.workflows.contract;

import dev.ratchet.planted.contract.workflows.agent.Verdict;

public record Promise(Verdict verdict) {}
