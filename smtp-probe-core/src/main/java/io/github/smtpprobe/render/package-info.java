/**
 * Reports and transcripts for people: text, ANSI colours, HTML. One file for each form. It changes nothing, judges nothing, and
 * lets through nothing that a server wrote to fool a terminal or a browser. It reads {@code request} only to name target and modes.
 *
 * <p>To add a form of output: one class here with a static method that takes a report, an attempt or a transcript. The tests' sweeps for
 * secrets and for hostile characters find it by reflection.
 */
@NullMarked
package io.github.smtpprobe.render;

import org.jspecify.annotations.NullMarked;
