/**
 * Runs the probes of a batch: takes targets, has them looked up, lets them wait for their turn, probes them on threads that end with the batch,
 * and hands out results. One thread, the caller's, decides all of it and touches whatever the caller gave for targets, output and progress; what
 * probing threads have to tell comes to it as messages. It never speaks to a server and never judges a reply but for whether it asks to slow down.
 * The threads of a survey that is alone are here, too ({@link io.github.smtpprobe.dispatch.SideBySide}).
 */
@NullMarked
package io.github.smtpprobe.dispatch;

import org.jspecify.annotations.NullMarked;
