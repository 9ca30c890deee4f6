package dev.ratchet.planted.agents.workflows.invoice;

import dev.ratchet.planted.agents.workflows.contract.qa.Answer;
import dev.ratchet.planted.agents.workflows.qa.QaState;

public record InvoiceAgent(QaState borrowed, Answer answer) {}
