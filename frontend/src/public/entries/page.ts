/**
 * Entry of every public page: its style sheet and the menu of phones.
 */
import '../styles/site.css';
