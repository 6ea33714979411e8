/**
 * Decides which route comes next, and how much is kept of those that were tried, as pure functions of what was asked, found and
 * tried. It does no I/O and judges nothing.
 */
@NullMarked
package io.github.smtpprobe.plan;

import org.jspecify.annotations.NullMarked;
