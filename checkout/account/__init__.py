"""What an account sees of its own shopping: orders and delivery details."""
