/**
 * Checks of what happened at this end: a probe that ended early, code of the application that failed, a report that was shortened;
 * and what the other program did, where its dialogue was pasted.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.client;

import org.jspecify.annotations.NullMarked;
