package dev.ratchet.worker.web.request;

import dev.ratchet.worker.web.Gateway;
import dev.ratchet.worker.web.page.PagePaths;
import dev.ratchet.worker.web.page.Pages;
import dev.ratchet.worker.web.problem.ProblemErrorHandler;
import dev.ratchet.worker.web.problem.ProblemJson;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered when a route throws. A defect is told by a reference, under which the log has the rest. */
public final class RouteFailures {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Pages pages;

    private RouteFailures(Pages pages) {
        this.pages = pages;
    }

    public static void addTo(JavalinConfig javalin, Pages pages) {
        new RouteFailures(pages).addTo(javalin);
    }

    private void addTo(JavalinConfig javalin) {
        javalin.http.prefer405over404 = true;
        javalin.routes.exception(
                Refusal.class, (refusal, request) -> answer(request, refusal.status(), refusal.problem()));
        javalin.routes.exception(HttpResponseException.class, (e, request) -> {
            // RFC 9110, section 15.5.6
            String allowed = e.getDetails().get("availableMethods");
            if (e.getStatus() == 405 && allowed != null) {
                request.header("Allow", allowed);
            }
            answer(request, e.getStatus(), ProblemErrorHandler.of(e.getStatus()));
        });
        javalin.routes.exception(Exception.class, (e, request) -> answer(request, 500, defect(e)));
        javalin.router.javaLangErrorHandler((response, error) -> answer(response, defect(error)));
    }

    private static Problem defect(Throwable e) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("a request failed, reference {}", reference, e);
        return Problem.of(
                Problem.UNEXPECTED, "the gateway could not do that; its log says why under reference " + reference);
    }

    private void answer(Context request, int status, Problem problem) {
        if (request.res().isCommitted()) {
            return;
        }
        if (PagePaths.isPage(request.req().getRequestURI())) {
            pages.problem(request, status, problem);
        } else {
            request.status(status).contentType(ProblemJson.CONTENT_TYPE).result(ProblemJson.of(status, problem));
        }
    }

    /** After an {@link Error}, such as too little memory: nothing of the framework is asked any more. */
    private static void answer(HttpServletResponse response, Problem problem) {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(500);
        response.setContentType(ProblemJson.CONTENT_TYPE);
        try {
            response.getOutputStream().write(ProblemJson.of(500, problem));
        } catch (IOException e) {
            LOG.debug("the sender is away", e);
        }
    }
}
