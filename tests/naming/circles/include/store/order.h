void order_one(void);
void order_all(void (*visit)(void));
