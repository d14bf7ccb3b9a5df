"""Pictures of the ground under a tour's map: one archive of tiles, or an address where tiles are to be had."""
