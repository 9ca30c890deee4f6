package dev.ratchet.planted.run.workflows.run;

import dev.ratchet.planted.run.workflows.contract.Money;
import dev.ratchet.planted.run.workflows.temporal.AgentRun;

public record Explanation(Money amount, AgentRun run) {}
