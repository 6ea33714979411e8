/** The demo: probes against embedded servers, good and bad, each with its explanation. Nothing leaves this machine. */
@NullMarked
package io.github.smtpprobe.examples.demo;

import org.jspecify.annotations.NullMarked;
