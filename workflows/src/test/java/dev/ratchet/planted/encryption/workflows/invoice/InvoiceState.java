package dev.ratchet.planted.encryption.workflows.invoice;

import dev.ratchet.planted.encryption.workflows.encryption.PayloadKeys;

record InvoiceState(PayloadKeys keys) {}
