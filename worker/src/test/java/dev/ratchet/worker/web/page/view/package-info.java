@NullMarked
package dev.ratchet.worker.web.page.view;

import org.jspecify.annotations.NullMarked;
