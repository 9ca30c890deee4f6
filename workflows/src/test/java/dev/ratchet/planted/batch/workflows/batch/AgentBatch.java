package dev.ratchet.planted.batch.workflows.batch;

import dev.ratchet.planted.batch.workflows.gateway.Whoami;
import dev.ratchet.planted.batch.workflows.temporal.AgentRun;

record AgentBatch(Whoami whoami, AgentRun run) {}
