package dev.ratchet.planted.names.workflows.contract;

final class MoneyUtils {}
