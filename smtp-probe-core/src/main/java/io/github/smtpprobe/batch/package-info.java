/**
 * What goes into {@link io.github.smtpprobe.ProbeBatch} and what comes out of it: targets, results, progress and figures over many results. It
 * holds no machinery: it never connects, waits or counts permits.
 */
@NullMarked
package io.github.smtpprobe.batch;

import org.jspecify.annotations.NullMarked;
