package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.TokenCheck;
import dev.ratchet.worker.web.page.view.Frame;
import dev.ratchet.worker.web.page.view.Sentence;
import dev.ratchet.worker.web.page.view.SignInView;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.session.SessionCookie;
import dev.ratchet.worker.web.session.Sessions;
import dev.ratchet.worker.web.session.SignInLink;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.contract.Digest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door: a token is shown once, and a session is carried from then on. */
final class SignInPages {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final String host;
    private final TokenCheck tokens;
    private final Sessions sessions;
    private final Optional<SignInLink> link;

    SignInPages(String host, TokenCheck tokens, Sessions sessions, Optional<SignInLink> link) {
        this.host = host;
        this.tokens = tokens;
        this.sessions = sessions;
        this.link = link;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PagePaths.SIGN_IN, this::form, Access.ANYBODY);
        routes.post(PagePaths.SIGN_IN, this::signIn, Access.ANYBODY);
        routes.post(PagePaths.SIGN_OUT, this::signOut, Access.SIGNED_IN);
    }

    private void form(Context request) {
        @Nullable String code = request.queryParam(PagePaths.ONCE);
        Optional<Digest> token = code == null ? Optional.empty() : link.flatMap(known -> known.use(code));
        if (token.isPresent()) {
            open(request, token.get(), PagePaths.HOME);
        } else if (Visitor.of(request.req()).isSignedIn()) {
            Screen.goTo(request, PagePaths.HOME);
        } else if (code != null) {
            refused(
                    request,
                    tokens.failed(
                            Visitor.of(request.req()).network(),
                            "this link was used before, or an earlier start of Ratchet printed it; show your token"),
                    PagePaths.HOME);
        } else {
            show(request, null, false, PagePaths.own(request.queryParam("to")));
        }
    }

    private void signIn(Context request) throws Refusal, IOException {
        Form form = Form.of(request);
        String to = PagePaths.own(form.text("to"));
        TokenCheck.Result result = tokens.check(
                form.text("token").strip(), Visitor.of(request.req()).network());
        if (result instanceof TokenCheck.Known known) {
            open(request, known.token(), to);
        } else {
            refused(request, result, to);
        }
    }

    private void open(Context request, Digest token, String to) {
        request.header("Set-Cookie", cookie(request).set(sessions.open(token)));
        Screen.goTo(request, to);
    }

    private void refused(Context request, TokenCheck.Result result, String to) {
        if (result instanceof TokenCheck.TooMany tooMany) {
            request.status(TOO_MANY).header("Retry-After", String.valueOf(seconds(tooMany.until())));
            show(request, "Too many wrong tokens came from this address. Wait a minute and try again.", false, to);
        } else if (result instanceof TokenCheck.Wrong wrong) {
            unauthorized(request);
            show(request, Sentence.of(wrong.why()), false, to);
        }
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Whoever asked for a page without being signed in sees the form, and after it that page. */
    void instead(Context request) {
        boolean reads = request.req().getMethod().equals("GET");
        @Nullable String query = request.queryString();
        String wished = request.req().getRequestURI() + (query == null ? "" : "?" + query);
        unauthorized(request);
        show(request, null, !reads, reads ? PagePaths.own(wished) : PagePaths.HOME);
    }

    private static void unauthorized(Context request) {
        request.status(UNAUTHORIZED).header("WWW-Authenticate", "Bearer");
    }

    private void show(Context request, @Nullable String wrong, boolean lost, String to) {
        Screen.show(request, new SignInView(new Frame("Sign in", null, null, 0), wrong, lost, to, where(request)));
    }

    private String where(Context request) {
        return link.isPresent()
                ? "On the machine that runs Ratchet it is in ~/.ratchet/dev-"
                        + request.req().getLocalPort() + ".token."
                : "Whoever runs this installation gave it to you; 'ratchet-worker token' made it.";
    }

    private void signOut(Context request) {
        sessions.end(Objects.requireNonNull(Visitor.of(request.req()).session()));
        request.header("Set-Cookie", cookie(request).forget());
        Screen.goTo(request, PagePaths.SIGN_IN);
    }

    private SessionCookie cookie(Context request) {
        return SessionCookie.of(host, request.req().getLocalPort());
    }
}
