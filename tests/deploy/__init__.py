"""What operators run: nginx, compose, systemd units, the programs in bin/."""
