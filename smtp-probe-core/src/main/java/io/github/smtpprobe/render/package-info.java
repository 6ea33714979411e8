/**
 * Reports and transcripts for people, as text, in ANSI colours and as HTML, with one public class for each form. Nothing here
 * changes or judges a report, and nothing that a server wrote to fool a terminal or a browser gets through. It uses
 * {@code request} only to name the target and modes.
 *
 * <p>To add a form of output, add a class here with a static method that takes a report, an attempt or a transcript. The tests
 * that sweep for secrets and hostile characters find it by reflection.
 */
@NullMarked
package io.github.smtpprobe.render;

import org.jspecify.annotations.NullMarked;
