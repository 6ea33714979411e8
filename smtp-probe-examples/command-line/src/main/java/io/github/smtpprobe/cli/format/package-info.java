/** A report in the forms that monitors, builds and other programs read. Each is made from the report alone and holds none of its secrets. */
@NullMarked
package io.github.smtpprobe.cli.format;

import org.jspecify.annotations.NullMarked;
