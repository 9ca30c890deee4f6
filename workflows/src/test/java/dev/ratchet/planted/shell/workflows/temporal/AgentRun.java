package dev.ratchet.planted.shell.workflows.temporal;

import dev.ratchet.planted.shell.workflows.batch.AgentBatch;
import dev.ratchet.planted.shell.workflows.run.PersonDecision;

record AgentRun(AgentBatch batch, PersonDecision decision) {}
