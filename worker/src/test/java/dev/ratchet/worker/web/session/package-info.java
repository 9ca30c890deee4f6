@NullMarked
package dev.ratchet.worker.web.session;

import org.jspecify.annotations.NullMarked;
