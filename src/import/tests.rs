//! Every format against texts that are easy, odd and hostile.
