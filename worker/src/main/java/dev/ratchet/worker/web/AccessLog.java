package dev.ratchet.worker.web;

import dev.ratchet.worker.web.authentication.Caller;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each request, also of those that no route sees; no query, no header and nothing of a body. */
final class AccessLog implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    @Override
    public void log(Request request, Response response) {
        LOG.info(
                "{} {} -> {} in {} ms, {}",
                request.getMethod(),
                request.getHttpURI().getPath(),
                response.getStatus(),
                NanoTime.millisSince(request.getBeginNanoTime()),
                Caller.of(request).map(Caller::person).orElse("nobody"));
    }
}
