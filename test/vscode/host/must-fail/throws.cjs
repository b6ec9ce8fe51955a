// A test module that cannot be loaded.
throw new Error('thrown while loading');
