"""What people have of a product, made into plain data: typed labels, bare text, web pages, pictures, folders."""
