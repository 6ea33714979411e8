/**
 * Which route comes next and what is kept of those that were tried, as functions of what was asked, what was found and what was
 * tried. It does no I/O and judges nothing.
 */
@NullMarked
package io.github.smtpprobe.plan;

import org.jspecify.annotations.NullMarked;
