// Three plain services in one program: what many a front end has behind it.
const express = require('express');

const users = new Map([[101, {id: 101, name: 'John Doe'}]]);
const orders = new Map([[101, [{orderId: 1, item: 'Laptop'}, {orderId: 2, item: 'Smartphone'}]]]);
const payments = new Map([[101, [{paymentId: 201, amount: 250}, {paymentId: 202, amount: 450}]]]);

const app = express();
const answer = (data) => (request, response) => {
  const found = data.get(Number(request.params.id));
  return found ? response.json(found) : response.status(404).json({error: 'not found'});
};

app.get('/users/:id', answer(users));
app.get('/orders/user/:id', answer(orders));
app.get('/payments/user/:id', answer(payments));

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
