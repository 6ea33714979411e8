/**
 * Reports in the formats that monitors, build servers and other programs read. Each is made from the report alone and contains
 * none of its secrets.
 */
@NullMarked
package io.github.smtpprobe.cli.format;

import org.jspecify.annotations.NullMarked;
