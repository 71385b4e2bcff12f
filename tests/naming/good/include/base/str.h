struct slice;
int length(struct slice *slice);
