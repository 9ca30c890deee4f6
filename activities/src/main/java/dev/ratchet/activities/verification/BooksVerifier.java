package dev.ratchet.activities.verification;

import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks for everything in a tenant's books that does not fit what it rests on. */
public interface BooksVerifier {

    /**
     * @param earlier a head that was kept outside of the database, which the chain must still hold; absent when there is none
     * @throws IOException when documents cannot be read
     */
    Verification verify(TenantId tenant, @Nullable ChainHead earlier) throws IOException;
}
