package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.ConfirmRequest;
import dev.ratchet.workflows.gateway.MasterDataChange;
import dev.ratchet.workflows.gateway.MasterDataChanges;
import dev.ratchet.workflows.gateway.MasterDataLoaded;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.ProposeRequest;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway has of master data. */
public final class MasterDataClient {
    private final GatewayConnection gateway;

    private MasterDataClient(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static MasterDataClient of(CommandContext context) {
        return new MasterDataClient(GatewayConnection.of(context));
    }

    /** @param as who loads it; absent for the token's own person */
    public MasterDataLoaded load(String yaml, @Nullable String as) {
        return gateway.send(
                "POST",
                Query.of(Paths.MASTERDATA).with("as", as).path(),
                BodyPublishers.ofString(yaml),
                new TypeReference<>() {});
    }

    /** Changes of master data that wait for a second person, oldest first. */
    public List<MasterDataChange> pending() {
        return gateway.get(Paths.MASTERDATA_PENDING, new TypeReference<>() {});
    }

    /** @return the confirmation */
    public MasterDataChange confirm(ConfirmRequest wish) {
        return gateway.post(Paths.MASTERDATA_CONFIRM, wish, new TypeReference<>() {});
    }

    public MasterDataChanges changes(int most) {
        return gateway.get(Query.of(Paths.MASTERDATA_HISTORY).with("most", most).path(), new TypeReference<>() {});
    }

    public record Proposed(String yaml, String documentsRead) {}

    public Proposed propose(ProposeRequest wish) {
        HttpResponse<InputStream> answer = gateway.exchange("POST", Paths.MASTERDATA_PROPOSE, gateway.json(wish));
        return new Proposed(
                gateway.text(answer),
                answer.headers().firstValue(Paths.DOCUMENTS_READ).orElse("some"));
    }
}
