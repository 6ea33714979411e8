/**
 * Reports and transcripts for people: text, ANSI colours, HTML. One file for each form. It changes nothing, judges nothing, and
 * lets through nothing that a server wrote to fool a terminal or a browser.
 */
@NullMarked
package io.github.smtpprobe.render;

import org.jspecify.annotations.NullMarked;
