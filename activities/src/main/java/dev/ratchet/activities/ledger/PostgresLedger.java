package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.AlreadyBooked;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The books in PostgreSQL. A posting holds its tenant's chain head from its first statement to its commit, so postings of
 * one tenant happen one after another, and what is checked is still true when it is written. Books of several tenants
 * are locked in the order of the tenants' names.
 */
public final class PostgresLedger implements Ledger {
    private final Jdbi jdbi;
    private final Authority authority;

    public PostgresLedger(Database database, VerificationKeys keys) {
        this.jdbi = database.jdbi();
        this.authority = new Authority(keys);
    }

    @Override
    public List<Receipt> postAll(List<Posting> postings) {
        if (postings.isEmpty()) {
            return List.of();
        }
        List<Digest> intents = postings.stream().map(PostgresLedger::intent).toList();
        return jdbi.inTransaction(handle -> postAll(handle, postings, intents));
    }

    private static Digest intent(Posting posting) {
        JournalEntry entry = posting.entry();
        return new Intent(entry.businessKey(), "post_entry", entry.arguments()).digest();
    }

    private List<Receipt> postAll(Handle handle, List<Posting> postings, List<Digest> intents) {
        List<Books> looked = Looking.books(handle, postings);
        Earlier earlier = new Earlier();
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < postings.size(); i++) {
            Posting posting = postings.get(i);
            receipts.add(receipt(posting, intents.get(i), earlier.added(looked.get(i), posting), earlier));
        }
        Writing.insert(handle, earlier.rows());
        return receipts;
    }

    private Receipt receipt(Posting posting, Digest intent, Books books, Earlier earlier) {
        if (books.booked() != null) {
            return known(posting, intent, books.booked());
        }
        NotPosted no = authority.refuse(posting, intent, books);
        if (no != null) {
            return no;
        }
        Row row = Writing.row(posting, intent, books);
        Digest hash = row.hash();
        earlier.add(row, hash, posting);
        return new Posted(row.number(), hash);
    }

    private static Receipt known(Posting posting, Digest intent, Books.Booked booked) {
        boolean ours = booked.workflowId().equals(posting.run().workflowId())
                && booked.runId().equals(posting.run().runId());
        if (!ours) {
            return new AlreadyBooked(booked.number());
        }
        return booked.intent().equals(intent.hex())
                ? new Posted(booked.number(), new Digest(booked.rowHash()))
                : Refusal.ENTRY_ALTERED.because(booked.number());
    }

    @Override
    public List<Entry> entries(TenantId tenant, int most) {
        return jdbi.inTransaction(handle -> Reading.entries(handle, tenant, most));
    }

    @Override
    public List<Balance> balance(TenantId tenant) {
        return jdbi.withHandle(handle -> Reading.balance(handle, tenant));
    }

    @Override
    public Verification verify(TenantId tenant) {
        return Reading.snapshot(jdbi, handle -> Verifying.verify(handle, tenant));
    }

    @Override
    public void export(TenantId tenant, Appendable journal) throws IOException {
        Reading.snapshot(jdbi, handle -> {
            Journal.write(handle, tenant, journal);
            return tenant;
        });
    }
}
