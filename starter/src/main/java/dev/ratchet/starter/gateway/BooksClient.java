package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.BooksBalance;
import dev.ratchet.workflows.gateway.BooksEntry;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.BooksVerification;
import dev.ratchet.workflows.gateway.Paths;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway has of the books. */
public final class BooksClient {
    private final GatewayConnection gateway;

    private BooksClient(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static BooksClient of(CommandContext context) {
        return new BooksClient(GatewayConnection.of(context));
    }

    public List<BooksEntry> entries(int most) {
        return gateway.get(Query.of(Paths.ENTRIES).with("most", most).path(), new TypeReference<>() {});
    }

    public List<BooksBalance> balance() {
        return gateway.get(Paths.BALANCE, new TypeReference<>() {});
    }

    /** @param earlier a head that the chain must hold; absent for none */
    public BooksVerification verify(@Nullable BooksHead earlier) {
        return gateway.get(
                Query.of(Paths.VERIFY)
                        .with("head", earlier == null ? null : earlier.text())
                        .path(),
                new TypeReference<>() {});
    }

    /** The caller reads it to {@link Paths#JOURNAL_END} and closes it. */
    public InputStream journal() {
        return gateway.exchange("GET", Paths.JOURNAL, BodyPublishers.noBody()).body();
    }
}
