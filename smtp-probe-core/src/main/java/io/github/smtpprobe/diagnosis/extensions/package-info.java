/**
 * Checks of what a server offers in its reply to EHLO, of what was not asked for because only HELO was sent, and of what works
 * without an offer. How an extension is used is judged where its step is.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.extensions;

import org.jspecify.annotations.NullMarked;
