void index_build(void);
