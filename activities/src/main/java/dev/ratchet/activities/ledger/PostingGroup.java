package dev.ratchet.activities.ledger;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The postings of one transaction. The books are looked up once, before the first of them; each is judged on the books
 * as the earlier ones leave them; all rows are written at the end.
 */
final class PostingGroup implements EffectKind.Group {
    private final Handle handle;
    private final List<Posting> postings;
    private final Map<String, Long> heads;
    private final List<PostingContext> books;
    private final Earlier earlier = new Earlier();

    private PostingGroup(Handle handle, List<Posting> postings, Map<String, Long> heads, List<PostingContext> books) {
        this.handle = handle;
        this.postings = postings;
        this.heads = heads;
        this.books = books;
    }

    /** Locks the tenants' books in the order of the tenants' names. */
    static PostingGroup begin(Handle handle, List<Posting> postings) {
        Map<String, Long> heads = PostingLookup.lock(handle, postings);
        return new PostingGroup(handle, postings, new TreeMap<>(heads), PostingLookup.books(handle, postings));
    }

    @Override
    public @Nullable Refused refuse(int at) {
        Posting posting = postings.get(at);
        return PostingRules.refuse(posting, earlier.added(books.get(at), posting));
    }

    @Override
    public Receipt perform(int at) {
        Posting posting = postings.get(at);
        int entries = posting.entry().reverses() == null ? 1 : 2;
        Long number = heads.computeIfPresent(posting.tenant(), (tenant, last) -> last + entries);
        if (number == null) {
            throw new IllegalStateException("the books of " + posting.tenant() + " are not locked");
        }
        earlier.add(number, posting);
        return new Receipt(PostingEffect.RECEIPT, Long.toString(number));
    }

    @Override
    public void end() {
        Writing.insert(handle, earlier.postings());
    }
}
