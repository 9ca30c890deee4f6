package dev.ratchet.worker.web.problem;

import dev.ratchet.workflows.gateway.Problem;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what the server itself refuses, such as a request line that it cannot read. The server's own words may quote the
 * request, so only the status is told.
 */
public final class ProblemErrorHandler implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
        if (status < 400 || status > 599) {
            status = HttpStatus.INTERNAL_SERVER_ERROR_500;
        }
        Answers.problem(response, callback, status, of(status));
        return true;
    }

    /** @param status 400 to 599, of an answer that nobody has more to say about */
    public static Problem of(int status) {
        return switch (status) {
            case 404 -> Problem.of(Problem.NOT_FOUND, "there is nothing at this address");
            case 405 -> Problem.of(Problem.METHOD_NOT_ALLOWED, "this address does not take that method");
            case 408 -> Problem.of(Problem.TOO_SLOW, "the request did not arrive in time; send it again, faster");
            case 413 -> Problem.of(Problem.TOO_LARGE, "the body has more bytes than are taken here");
            case 414 -> Problem.of(Problem.TOO_LARGE, "the address is too long; the request line takes 8 KiB");
            case 426, 505 -> Problem.of(Problem.BAD_REQUEST, "this version of HTTP is not spoken here; use HTTP/1.1");
            case 431 -> Problem.of(Problem.TOO_LARGE, "the headers are too long; together they take 8 KiB");
            default ->
                status < 500
                        ? Problem.of(
                                Problem.BAD_REQUEST,
                                "the request line or a header cannot be understood; it should be HTTP/1.1 without"
                                        + " control characters")
                        : Problem.of(Problem.UNEXPECTED, "the gateway could not do that");
        };
    }
}
