/** The command line {@code smtp-probe}. It parses arguments, asks for secrets, and shows what the library found. */
@NullMarked
package io.github.smtpprobe.cli;

import org.jspecify.annotations.NullMarked;
