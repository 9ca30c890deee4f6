package dev.ratchet.planted.starter.starter;

import dev.ratchet.planted.starter.activities.ledger.Books;
import dev.ratchet.planted.starter.workflows.agent.Verdict;
import dev.ratchet.planted.starter.workflows.contract.LedgerActivities;
import dev.ratchet.planted.starter.workflows.contract.Money;

public record Explains(Verdict verdict, LedgerActivities.Receipt receipt, Books books, Money allowed) {}
