package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.invoice.Checked;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.invoice.Profile;

/** An invoice as its document states it, with what could not be read and what the document itself casts doubt on. */
public record ParsedInvoice(Invoice invoice, Profile profile, Checked checked) {}
