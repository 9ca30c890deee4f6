package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.TokenCheck;
import dev.ratchet.worker.web.library.DocumentLibrary;
import dev.ratchet.worker.web.page.view.Asset;
import dev.ratchet.worker.web.page.view.Frame;
import dev.ratchet.worker.web.page.view.ProblemView;
import dev.ratchet.worker.web.session.Sessions;
import dev.ratchet.worker.web.session.SignInLink;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** All pages. */
public final class Pages {
    private static final int UNAUTHORIZED = 401;

    private final SignInPages door;
    private final List<Rooms> rooms;

    private interface Rooms {
        void addTo(RoutesConfig routes);
    }

    /**
     * @param host that the gateway is bound to
     * @param link that signs the operator of a laptop in; empty elsewhere
     * @param documentLimit most bytes of one document
     */
    public Pages(
            String host,
            TokenCheck tokens,
            Sessions sessions,
            Optional<SignInLink> link,
            DocumentLibrary library,
            long documentLimit) {
        this.door = new SignInPages(host, tokens, sessions, link);
        this.rooms = List.of(
                new LibraryPages(library, documentLimit)::addTo,
                new DocumentPages(library)::addTo,
                new AskPages(library)::addTo);
    }

    public void addTo(RoutesConfig routes) {
        routes.get(PagePaths.HOME, request -> Screen.goTo(request, PagePaths.LIBRARY), Access.SIGNED_IN);
        for (Asset asset : Asset.values()) {
            routes.get(PagePaths.ASSETS + "/" + asset.fileName(), request -> send(request, asset), Access.ANYBODY);
        }
        door.addTo(routes);
        rooms.forEach(room -> room.addTo(routes));
    }

    private static void send(Context request, Asset asset) {
        request.header("Cache-Control", "public, max-age=31536000, immutable")
                .contentType(asset.contentType())
                .result(asset.bytes());
    }

    /** Instead of a page. */
    public void problem(Context request, int status, Problem problem) {
        if (status == UNAUTHORIZED) {
            door.instead(request);
            return;
        }
        request.status(status);
        Screen.show(
                request,
                ProblemView.of(
                        new Frame("Problem", null, Visitor.of(request.req()).person(), 0), status, problem));
    }
}
