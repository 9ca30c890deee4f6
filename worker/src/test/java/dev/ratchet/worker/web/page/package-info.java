@NullMarked
package dev.ratchet.worker.web.page;

import org.jspecify.annotations.NullMarked;
