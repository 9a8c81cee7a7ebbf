"""Commands about communes, districts and addresses."""
